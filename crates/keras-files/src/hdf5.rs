//! The HDF5 file of the weights: a tree of groups, whose leaves are arrays.

use crate::KerasFileErrorKind;
use hdf5_pure::{AttrValue, DType, Dataset, File, FileBuilder, Group, GroupBuilder};
use std::collections::BTreeMap;
use tensor::{Shape, Tensor};

/// The arrays of each layer's group, by the group's path below `layers`: `dense_1`, `lstm/cell`.
pub(crate) type Groups = BTreeMap<String, Vec<Tensor<f32>>>;

/// More groups inside each other than any layer has: a damaged file may contain itself.
const MAX_DEPTH: usize = 16;

/// The first bytes of an HDF5 file.
pub(crate) const SIGNATURE: &[u8] = b"\x89HDF\r\n\x1a\n";

/// Reads what is below `layers`; an optimizer's state beside it is left out.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Groups, KerasFileErrorKind> {
    let mut groups = Groups::new();
    let file = File::from_bytes(bytes).map_err(KerasFileErrorKind::damaged)?;
    let layers = file.group("layers").map_err(KerasFileErrorKind::damaged)?;
    for (name, group) in layers.iter_groups().map_err(KerasFileErrorKind::damaged)? {
        collect(&group, &name, MAX_DEPTH, &mut groups)?;
    }
    Ok(groups)
}

// ANCHOR: collect
/// Adds the arrays of `group/vars`, in the order of their numbers, then those of the groups inside.
fn collect(
    group: &Group,
    path: &str,
    depth: usize,
    groups: &mut Groups,
) -> Result<(), KerasFileErrorKind> {
    if depth == 0 {
        return Err(KerasFileErrorKind::damaged(format!("`{path}` holds groups without end")));
    }
    for (name, inner) in group.iter_groups().map_err(KerasFileErrorKind::damaged)? {
        if name != "vars" {
            collect(&inner, &format!("{path}/{name}"), depth - 1, groups)?;
            continue;
        }
        let mut arrays = Vec::new();
        for index in 0..inner.datasets().map_err(KerasFileErrorKind::damaged)?.len() {
            let variable = format!("layers/{path}/vars/{index}");
            let array = inner.dataset(&index.to_string()).map_err(KerasFileErrorKind::damaged)?;
            arrays.push(tensor(&array, variable)?);
        }
        groups.insert(path.into(), arrays);
    }
    Ok(())
}
// ANCHOR_END: collect

fn tensor(array: &Dataset, variable: String) -> Result<Tensor<f32>, KerasFileErrorKind> {
    let damaged = |reason: &str| KerasFileErrorKind::damaged(format!("`{variable}` {reason}"));
    let found = array.dtype().map_err(KerasFileErrorKind::damaged)?;
    if !matches!(found, DType::F32 | DType::F64) {
        return Err(KerasFileErrorKind::ElementType { variable, found: found.to_string() });
    }
    let dims = array.shape().map_err(KerasFileErrorKind::damaged)?;
    let dims: Option<Vec<usize>> = dims.into_iter().map(|dim| usize::try_from(dim).ok()).collect();
    let shape = dims.as_deref().and_then(Shape::new).ok_or_else(|| damaged("has no such shape"))?;
    let values = array.read_f32().map_err(KerasFileErrorKind::damaged)?;
    if values.len() != shape.len() {
        return Err(damaged("has another number of elements than its shape"));
    }
    Ok(Tensor::new(shape, values))
}

/// Writes one group for each layer: its name in the file, the layer's own name, its arrays.
pub(crate) fn write(
    layers: &[(String, &str, &[Tensor<f32>])],
) -> Result<Vec<u8>, hdf5_pure::Error> {
    let mut file = FileBuilder::new();
    let mut all = file.create_group("layers");
    for (group, name, arrays) in layers {
        let mut layer = all.create_group(group);
        let vars = variables(&mut layer, name, arrays);
        layer.add_group(vars.finish());
        all.add_group(layer.finish());
    }
    file.add_group(all.finish());
    file.finish()
}

fn variables(layer: &mut GroupBuilder, name: &str, arrays: &[Tensor<f32>]) -> GroupBuilder {
    let mut vars = layer.create_group("vars");
    vars.set_attr("name", AttrValue::VarLenString(name.into()));
    for (index, array) in arrays.iter().enumerate() {
        let dims: Vec<u64> = array.shape().dims().iter().map(|&dim| dim as u64).collect();
        let dataset = vars.create_dataset(&index.to_string());
        dataset.with_f32_data(array.as_slice()).with_shape(&dims);
    }
    vars
}

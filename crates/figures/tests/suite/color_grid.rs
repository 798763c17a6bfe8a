//! That colour images come out as they went in.

use base64::{Engine, engine::general_purpose::STANDARD};
use figures::{ColorGrid, ColorImage, FigureError};
use png::{ColorType, Decoder};
use roxmltree::Document;
use std::io::Cursor;

/// An image in which no two channels, rows or columns are alike.
fn image(width: usize, height: usize) -> ColorImage {
    let byte = |channel: usize, k: usize| (89 * channel + 31 * (k / width) + 7 * (k % width)) as u8;
    let plane = |channel: usize| (0..width * height).map(|k| byte(channel, k)).collect();
    ColorImage { channels: std::array::from_fn(plane), width, height, caption: String::new() }
}

fn grid(images: Vec<ColorImage>) -> ColorGrid {
    ColorGrid { description: "Some images.".into(), columns: 2, images }
}

/// The addresses of the images in a drawing.
fn addresses(grid: &ColorGrid) -> Vec<String> {
    let svg = grid.draw().unwrap().standalone();
    let document = Document::parse(&svg).unwrap();
    let images = document.descendants().filter(|node| node.has_tag_name("image"));
    images.map(|image| image.attribute("href").expect("an address").to_owned()).collect()
}

/// The image at an address.
fn decoded(address: &str) -> ColorImage {
    let text = address.strip_prefix("data:image/png;base64,").expect(address);
    let file = STANDARD.decode(text).expect("the text is base64");
    let mut reader = Decoder::new(Cursor::new(file)).read_info().expect("a PNG begins");
    let mut rgb = vec![0; reader.output_buffer_size().expect("it fits into memory")];
    let info = reader.next_frame(&mut rgb).expect("its pixels are whole");
    assert_eq!(info.color_type, ColorType::Rgb);
    let plane = |channel: usize| rgb.iter().skip(channel).step_by(3).copied().collect();
    ColorImage {
        channels: std::array::from_fn(plane),
        width: info.width as usize,
        height: info.height as usize,
        caption: String::new(),
    }
}

#[test]
fn pixels_come_back_as_they_were() {
    // The last has more bytes than fit into one block of a packed stream.
    let images = [(32, 32), (1, 1), (5, 3), (128, 1), (128, 128)];
    let images: Vec<ColorImage> = images.map(|(width, height)| image(width, height)).into();
    let drawn: Vec<ColorImage> =
        addresses(&grid(images.clone())).iter().map(|it| decoded(it)).collect();
    assert_eq!(drawn, images);
}

/// The figures are kept and compared byte by byte, whichever version of the packer made them.
#[test]
fn a_picture_has_one_address() {
    let red =
        ColorImage { channels: [vec![255], vec![0], vec![0]], width: 1, height: 1, ..image(1, 1) };
    let address = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAAD0lEQVR4AQEE\
                   APv/AP8AAAMBAQCNHeWCAAAAAElFTkSuQmCC";
    assert_eq!(addresses(&grid(vec![red])), [address]);
}

#[test]
fn a_channel_that_is_too_short_is_refused() {
    let mut image = image(4, 4);
    image.channels[2].pop();
    assert!(matches!(grid(vec![image]).draw(), Err(FigureError::PixelCount { .. })));
}

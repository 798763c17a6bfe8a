//! The book's notation: one name for each thing, here and nowhere else.

/// Every macro that formulas may use beside KaTeX's own, and what it stands for.
pub const MACROS: &[(&str, &str)] = &[
    // Sets and numbers.
    (r"\R", r"\mathbb{R}"),
    (r"\N", r"\mathbb{N}"),
    (r"\Z", r"\mathbb{Z}"),
    // Probability.
    (r"\E", r"\operatorname{\mathbb{E}}"),
    (r"\Var", r"\operatorname{Var}"),
    (r"\Cov", r"\operatorname{Cov}"),
    (r"\Normal", r"\mathcal{N}"),
    // Functions.
    (r"\softmax", r"\operatorname{softmax}"),
    (r"\sigmoid", r"\operatorname{sigmoid}"),
    (r"\relu", r"\operatorname{ReLU}"),
    (r"\sign", r"\operatorname{sign}"),
    (r"\argmax", r"\operatorname*{arg\,max}"),
    (r"\argmin", r"\operatorname*{arg\,min}"),
    // Matrices.
    (r"\diag", r"\operatorname{diag}"),
    (r"\tr", r"\operatorname{tr}"),
    (r"\T", r"\mathsf{T}"),
    (r"\norm", r"\left\lVert #1 \right\rVert"),
    (r"\abs", r"\left\lvert #1 \right\rvert"),
    // Derivatives: \pd{L}{w}, \dd x.
    (r"\pd", r"\frac{\partial #1}{\partial #2}"),
    (r"\dd", r"\mathop{}\!\mathrm{d}"),
    // The loss.
    (r"\loss", r"\mathcal{L}"),
];

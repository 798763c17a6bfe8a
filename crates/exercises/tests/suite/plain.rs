//! Formulas, as a terminal shows them.

use exercises::plain;
use rstest::rstest;

#[rstest]
#[case(
    r"\frac1N \bigl( -\frac{t_s}{y_s} + \frac{1-t_s}{1-y_s} \bigr)",
    "1/N (−tₛ/yₛ + (1−tₛ)/(1−yₛ))"
)]
#[case(r"\sum_s \frac{\partial L}{\partial z_s}\, x_{is}", "Σₛ ∂L/∂zₛ xᵢₛ")]
#[case(r"x_1 + x_2 = \tfrac12", "x₁ + x₂ = ½")]
#[case(r"w \cdot x \ge 0", "w · x ≥ 0")]
#[case(r"\ln 2", "ln 2")]
#[case(r"\sigma(z) = 1/(1 + e^{-z})", "σ(z) = 1/(1 + e⁻ᶻ)")]
#[case(r"w_{\text{out}}^q", "w_(out)^q")]
#[case(r"\left. \sqrt{a + b} \right| \lVert w \rVert", "√(a + b)| ‖w‖")]
#[case(r"\lfloor (H + 2p) / s \rfloor + 1", "⌊(H + 2p) / s⌋ + 1")]
#[case(r"\langle A x, y \rangle", "⟨A x, y⟩")]
// Nothing is lost, though it may be no good TeX.
#[case(r"a } b \mystery c", r"a  b \mystery c")]
fn a_formula_stands_on_one_line(#[case] tex: &str, #[case] shown: &str) {
    assert_eq!(plain(&format!("$`{tex}`$")), shown);
}

#[test]
fn text_is_wrapped_and_code_is_not() {
    let word = "word ".repeat(30);
    let code = format!("let x = \"{word}\";");
    let text =
        plain(&format!("{}\n\n```rust\n{code}\n```\n\n```math\nw_i \\le 1\n```", word.trim()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], [["word"; 16].join(" "), ["word"; 14].join(" ")]);
    assert_eq!(lines[2..], ["", &format!("    {code}"), "", "    wᵢ ≤ 1"]);
}

#[test]
fn code_and_open_formulas_stay() {
    assert_eq!(plain("Call `x[(i, s)]`, *now*; $`x"), "Call `x[(i, s)]`, *now*; $`x");
}

//! Formulas in letters, as one would write them in a message: `(y − t)/N`.

use std::iter::Peekable;
use std::str::Chars;

/// A formula of TeX on one line. A command that is not known stays as it is.
pub(super) fn in_letters(formula: &str) -> String {
    let mut reader = Reader { rest: formula.chars().peekable() };
    let mut text = reader.sequence();
    // A brace too many ends a sequence early; what follows it is not lost.
    while reader.rest.peek().is_some() {
        text.push_str(&reader.sequence());
    }
    text.trim().into()
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    /// All up to the end, or to the brace that closes this group.
    fn sequence(&mut self) -> String {
        let mut text = String::new();
        while let Some(letter) = self.rest.next() {
            match letter {
                '}' => break,
                '{' => text.push_str(&self.sequence()),
                '^' => text.push_str(&script(&self.argument(), '^', SUPERSCRIPTS)),
                '_' => text.push_str(&script(&self.argument(), '_', SUBSCRIPTS)),
                '\\' => self.command(&mut text),
                '-' => text.push('−'),
                '\'' => text.push('′'),
                // Where the lines of a system are aligned.
                '&' => {}
                _ => text.push(letter),
            }
        }
        text
    }

    /// What a command or a script applies to: a group, a command, or one letter.
    fn argument(&mut self) -> String {
        self.skip_spaces();
        let mut text = String::new();
        match self.rest.next() {
            Some('{') => text = self.sequence(),
            Some('\\') => self.command(&mut text),
            Some('-') => text.push('−'),
            Some(letter) => text.push(letter),
            None => {}
        }
        text
    }

    fn skip_spaces(&mut self) {
        while self.rest.next_if_eq(&' ').is_some() {}
    }

    /// What stands after a backslash.
    fn command(&mut self, text: &mut String) {
        let mut name = String::new();
        while let Some(letter) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(letter);
        }
        match name.as_str() {
            "" => match self.rest.next() {
                Some('\\') => text.push_str("; "),
                Some('|') => text.push('‖'),
                Some('!') | None => {}
                Some(',' | ';' | ':' | ' ') => {
                    if !text.ends_with(' ') && self.rest.peek() != Some(&' ') {
                        text.push(' ');
                    }
                }
                Some(letter) => text.push(letter),
            },
            "frac" | "tfrac" | "dfrac" => {
                let (above, below) = (self.argument(), self.argument());
                text.push_str(&fraction(&above, &below));
            }
            "sqrt" => {
                let root = grouped(self.argument());
                text.extend(["√", &root]);
            }
            "text" | "mathrm" | "mathbf" | "operatorname" => text.push_str(&self.argument()),
            "begin" | "end" => drop(self.argument()),
            "left" | "bigl" | "Bigl" => {
                text.push_str(&self.delimiter());
                self.skip_spaces();
            }
            "right" | "bigr" | "Bigr" => {
                text.truncate(text.trim_end().len());
                text.push_str(&self.delimiter());
            }
            "quad" => text.push_str("  "),
            "qquad" => text.push_str("    "),
            "exp" | "ln" | "log" | "max" | "min" | "tanh" => text.push_str(&name),
            _ => {
                if let Some(letter) = symbol(LETTERS, &name) {
                    text.push_str(letter);
                    // Here a space only ends the command's name.
                    self.skip_spaces();
                } else if let Some(bracket) = symbol(CLOSING, &name) {
                    text.truncate(text.trim_end().len());
                    text.push_str(bracket);
                } else if let Some(sign) = symbol(SIGNS, &name) {
                    text.push_str(sign);
                } else {
                    text.extend(["\\", &name]);
                }
            }
        }
    }

    /// The bracket after `\left` and its kin; a point stands for none.
    fn delimiter(&mut self) -> String {
        let bracket = self.argument();
        if bracket == "." { String::new() } else { bracket }
    }
}

fn fraction(above: &str, below: &str) -> String {
    match (above, below) {
        ("1", "2") => "½".into(),
        ("1", "3") => "⅓".into(),
        ("1", "4") => "¼".into(),
        ("3", "4") => "¾".into(),
        _ => format!("{}/{}", grouped(above.into()), grouped(below.into())),
    }
}

/// In brackets, unless it holds together without them.
fn grouped(text: String) -> String {
    let is_loose = text.contains([' ', '+', '−', '·', '/', '=']);
    if is_loose { format!("({text})") } else { text }
}

/// A text as a script, in small letters if there are any for all of it.
fn script(text: &str, mark: char, (plain, small): (&str, &str)) -> String {
    let letter = |wanted| small.chars().nth(plain.chars().position(|it| it == wanted)?);
    let letters: Option<String> = text.chars().map(letter).collect();
    letters.unwrap_or_else(|| match text.chars().count() {
        1 => format!("{mark}{text}"),
        _ => format!("{mark}({text})"),
    })
}

/// What a command stands for, by a table of commands and symbols in turn.
fn symbol<'t>(table: &'t str, command: &str) -> Option<&'t str> {
    let words: Vec<&str> = table.split_whitespace().collect();
    words.chunks_exact(2).find(|pair| pair[0] == command).map(|pair| pair[1])
}

/// Commands that stand for a letter, or for a bracket that opens: no space comes after it.
const LETTERS: &str = "
    alpha α   beta β     gamma γ   delta δ  Delta Δ     epsilon ε  varepsilon ε
    eta η     theta θ    lambda λ  mu μ     nabla ∇     partial ∂  pi π
    rho ρ     sigma σ    tau τ     varphi φ omega ω
    langle ⟨  lceil ⌈    lfloor ⌊  lVert ‖  lvert |";

/// Commands that stand for a bracket that closes: no space comes before it.
const CLOSING: &str = "rangle ⟩  rceil ⌉  rfloor ⌋  rVert ‖  rvert |";

/// Commands that stand for a sign of its own.
const SIGNS: &str = "
    approx ≈  cdot ·  cdots …  colon :  dots …  ge ≥    geq ≥   in ∈     infty ∞
    ldots …   le ≤    leq ≤    leftarrow ←      ne ≠    neq ≠   odot ⊙   pm ±
    prod Π    sum Σ   times ×  to →     top ⊤";

/// Letters, and each of them as a subscript.
const SUBSCRIPTS: (&str, &str) = ("0123456789+−=hijklmnprstx", "₀₁₂₃₄₅₆₇₈₉₊₋₌ₕᵢⱼₖₗₘₙₚᵣₛₜₓ");

/// Letters, and each of them as a superscript.
const SUPERSCRIPTS: (&str, &str) = ("0123456789+−⊤Tikntxz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀᵀⁱᵏⁿᵗˣᶻ");

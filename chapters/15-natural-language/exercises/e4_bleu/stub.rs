//! # 15.4 BLEU
//!
//! How good is a translation? There are many right ones, so one asks how many runs of words, *n-grams*, a
//! translation shares with translations that people made, its *references*. BLEU is the best known measure
//! of this kind. Write it for a corpus of sentences, each with one or several references.
//!
//! For $`n`$ from 1 to 4 let $`h_i(g)`$ be how often the n-gram $`g`$ occurs in sentence $`i`$ of the
//! translation, and $`m_i(g)`$ how often in that reference of the sentence which has it most often. An
//! n-gram counts as matched at most $`m_i(g)`$ times (*clipping*): else all words of `the the the` would
//! be right. Numerator and denominator are added up over all sentences before they are divided:
//!
//! ```math
//! p_n = \frac{\sum_{i,g} \min(h_i(g),\, m_i(g))}{\sum_{i,g} h_i(g)}.
//! ```
//!
//! Leaving out the hard words raises $`p_n`$, so what is too short is punished. Let $`c`$ be the number of
//! words of the whole translation, and $`r`$ the sum, over the sentences, of the length of the reference
//! whose length is closest to the sentence's own; of two equally close ones, the shorter. Then
//!
//! ```math
//! \mathrm{BP} = \begin{cases} 1 & c \ge r \\ e^{1 - r/c} & c < r \end{cases}
//! ```
//!
//! ```math
//! \mathrm{BLEU} = 100\, \mathrm{BP}\, (p_1\, p_2\, p_3\, p_4)^{1/4}.
//! ```
//!
//! Where nothing matches for some $`n`$, or where there is no n-gram at all, $`p_n`$ is 0, and so is BLEU.
//! (The chapter's example is smoothed, nothing is here.) These are the numbers of sacreBLEU with the settings
//! `tokenize none` and `smooth_method none`.
//!
//! To test yourself: *the cat sat on mat*, with the reference *the cat sat on the mat*, has the precisions
//! 5/5, 3/4, 2/3, 1/2, and $`c = 5`$, $`r = 6`$: $`100\, e^{-1/5} (1/4)^{1/4} = 57.9`$.

/// BLEU of a corpus, from 0 to 100, over n-grams of 1 to 4 words, without smoothing.
///
/// `hypotheses` are the sentences of a translation, `references` as many: for each sentence one or more.
pub fn bleu(hypotheses: &[Vec<&str>], references: &[Vec<Vec<&str>>]) -> f64 {
    todo!(
        "15.4: BLEU of {} sentences with {} sets of references",
        hypotheses.len(),
        references.len()
    )
}

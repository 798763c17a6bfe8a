// What mdBook's template lacks and style sheets cannot add.
"use strict";

// The first thing that the Tab key reaches leads past the table of contents.
const skip = document.createElement("a");
skip.className = "skip-link";
skip.href = "#mdbook-content";
skip.textContent = "Skip to the text";
document.body.prepend(skip);
document.getElementById("mdbook-content").tabIndex = -1;

// A page has one title: the chapter's. The book's, in the menu bar, is none of its headings.
document.querySelector(".menu-title").setAttribute("role", "presentation");

// The book has a light and a dark theme. Another book at this address may have left its reader with a third of
// mdBook's five; that one stays in the menu, and looks like one of the two.
const item = theme => document.getElementById(`mdbook-theme-${theme}`);
item("navy").textContent = "Dark";
for (const theme of ["rust", "coal", "ayu"]) {
    if (!document.documentElement.classList.contains(theme)) item(theme).parentElement.remove();
}

// A slider shows one frame of its figure. Without this script, and on paper, the frame that the file shows is seen.
for (const slider of document.querySelectorAll(".slider")) {
    const input = slider.querySelector("input");
    const frames = [...slider.closest("figure").querySelectorAll(".frame")];
    const show = () => {
        frames.forEach((frame, at) => frame.setAttribute("display", at === input.valueAsNumber ? "inline" : "none"));
        const value = frames[input.valueAsNumber].dataset.value;
        slider.querySelector("output").textContent = value;
        input.setAttribute("aria-valuetext", value);
    };
    input.addEventListener("input", show);
    // Elsewhere mdBook turns the page with the arrow keys.
    input.addEventListener("keydown", event => event.stopPropagation());
    slider.hidden = false;
    // Browsers keep a slider's position when a page is loaded again.
    show();
}

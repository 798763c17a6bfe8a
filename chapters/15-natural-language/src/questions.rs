//! Questions about a text: one word out of a story, or a span of a paragraph.

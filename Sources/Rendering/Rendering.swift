/// Turns answers into Markdown, HTML and exports.
enum Rendering {}

/// Questions to the findings; answers are values without markup.
enum Reports {}

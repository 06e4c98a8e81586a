"""Sorts tables in Chromium and prints what goes wrong, a line each; nothing when all is well.

    check-sorting.py FILE...

Each page keeps its policy, so a script that the policy does not know by its hash cannot run. Every button is
pressed three times, by mouse and by keyboard; the order must be right, and at last that of the page without
scripts. No head and no row may move because of the buttons.
Exit status 77: a tool is missing (playwright or Chromium).
"""

import os
import sys

CHROMIUM = "/usr/bin/chromium"

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sys.exit(77)
if not os.path.exists(CHROMIUM):
    sys.exit(77)

PLACES = """() => [...document.querySelectorAll('main table th, main table td')].map(cell => {
  const box = cell.getBoundingClientRect()
  return [box.x, box.y + scrollY, box.width, box.height].map(Math.round).join(' ')
})"""
COLUMN = """([table, column]) =>
  [...document.querySelectorAll('main table')][table].tBodies[0].rows.length
  ? [...[...document.querySelectorAll('main table')][table].tBodies[0].rows].map(
      row => row.cells[column].textContent.trim()) : []"""
BUTTONS = """() => [...document.querySelectorAll('main table')].flatMap((table, index) =>
  [...table.tHead.rows[0].cells].map((head, column) =>
    [index, column, head.classList.contains('number'), !!head.querySelector('button')])).filter(entry => entry[3])"""


def numbers(words):
    values = []
    for word in words:
        try:
            values.append(float(word.replace(",", "").rstrip("% ")))
        except ValueError:
            values.append(None)
    return values


def open_page(browser, file, scripts):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("file://" + os.path.abspath(file))
    return page


def check(browser, file):
    still = open_page(browser, file, False)
    page = open_page(browser, file, True)
    found = []
    page.on("pageerror", lambda error: found.append(f"fails with {error}"))
    if page.evaluate(PLACES) != still.evaluate(PLACES):
        found.append("moves a table's cells")
    # Folded tables are reached as soon as they are unfolded.
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    buttons = page.evaluate(BUTTONS)
    if not buttons:
        found.append("has no button to sort by")
    for table, column, is_number, _ in buttons:
        place = f"table {table}, column {column}"
        button = page.locator("main table").nth(table).locator("thead th").nth(column).locator("button")
        head = button.locator("..")
        before = page.evaluate(COLUMN, [table, column])
        for press in range(3):
            if press == 0:
                button.click()
            else:
                button.focus()
                page.keyboard.press("Enter" if press == 1 else "Space")
            now = page.evaluate(COLUMN, [table, column])
            sort = head.get_attribute("aria-sort")
            if sorted(now) != sorted(before):
                found.append(f"{place}: loses or doubles rows")
            if press == 2:
                if now != before or sort is not None:
                    found.append(f"{place}: does not give back the page's order")
                continue
            descending = is_number == (press == 0)
            if sort != ("descending" if descending else "ascending"):
                found.append(f"{place}: says {sort} at press {press + 1}")
            if is_number:
                values = numbers(now)
                known = [value for value in values if value is not None]
                if known != sorted(known, reverse=descending) or None in values[: len(known)]:
                    found.append(f"{place}: {now} is in no order")
    for problem in found:
        print(f"{file}: {problem}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    for file in sys.argv[1:]:
        check(browser, file)
    browser.close()

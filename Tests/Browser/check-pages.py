"""Opens pages in Chromium and prints what is wrong with them, a line each; nothing when all is well.

    check-pages.py FILE...

Each page is opened narrow and light, wide and dark, without scripts and with them. It must not scroll sideways
at any width, must not ask the network for anything, must log no error, and axe must find nothing.
Exit status 77: a tool is missing (playwright, axe-playwright-python or Chromium).
"""

import os
import sys

CHROMIUM = "/usr/bin/chromium"
# A telephone, a small tablet whose rows are blocks, the narrowest page with tables, a tablet, a small window, a screen.
WIDTHS = (360, 641, 737, 768, 1024, 2560)

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError:
    sys.exit(77)
if not os.path.exists(CHROMIUM):
    sys.exit(77)


def check(browser, file, width, scheme, scripts):
    # Axe is injected as a script, so the page's policy has to be lifted for that run only.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme,
        java_script_enabled=scripts, bypass_csp=scripts)
    page = context.new_page()
    found = []
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or found.append(
        f"asks for {request.url}"))
    page.on("console", lambda message: message.type == "error" and found.append(f"logs {message.text}"))
    page.on("pageerror", lambda error: found.append(f"fails with {error}"))
    page.goto("file://" + os.path.abspath(file))
    if scripts:
        for violation in Axe().run(page).response["violations"]:
            found.append(f"axe {violation['id']}: {violation['nodes'][0]['html'][:160]}")
    elif not page.locator("main, [role=main]").inner_text().strip():
        found.append("is empty without scripts")
    # Folded tables are as wide as others; at the end, as unfolding and resizing change the page.
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    for size in (width,) if scripts else WIDTHS:
        page.set_viewport_size({"width": size, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size:
            found.append(f"is {wide} px wide on {size} px")
    context.close()
    for problem in found:
        print(f"{file} ({width} px, {scheme}): {problem}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    for file in sys.argv[1:]:
        check(browser, file, 320, "light", True)
        check(browser, file, 1440, "dark", True)
        check(browser, file, 768, "light", False)
    browser.close()

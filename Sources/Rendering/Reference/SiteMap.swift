import Reports

/// `sitemap.xml` (sitemaps.org, protocol 0.9): every page with its address in every language.
enum SiteMap {
  static func page(_ site: Site, _ extras: PageExtras) -> OutputFile {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

      """
    let paths = site.pages.sorted {
      address($0, site.languages[0], site) < address($1, site.languages[0], site)
    }
    for language in site.languages {
      for path in paths {
        let here = address(path, language, site)
        text += "<url><loc>\(url(here, extras))</loc>"
        for other in site.languages {
          text +=
            "<xhtml:link rel=\"alternate\" hreflang=\"\(HTMLText.escaped(other.id))\" href=\"\(url(address(path, other, site), extras))\"/>"
        }
        text += "</url>\n"
      }
    }
    return OutputFile("sitemap.xml", Array((text + "</urlset>\n").utf8))
  }

  private static func address(_ path: PagePath, _ language: Language, _ site: Site) -> String {
    site.file(path, language, .html)
  }

  private static func url(_ file: String, _ extras: PageExtras) -> String {
    HTMLText.escaped(extras.absolute(file) ?? file)
  }
}

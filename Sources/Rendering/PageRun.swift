import Dispatch
import Reports
import Synchronization

/// Renders and writes many pages on all cores; the order and the bytes do not depend on how many there are.
enum PageRun {
  struct Job: Sendable {
    var document: Document
    var wording: Wording
    var format: PageFormat
  }

  /// In the order of the jobs.
  static func pages(
    _ jobs: [Job], site: Site, templates: TemplateLibrary, extras: PageExtras
  ) -> [OutputFile] {
    let results = Mutex([OutputFile?](repeating: nil, count: jobs.count))
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      let job = jobs[index]
      let file = site.file(job.document.path, job.document.language, job.format)
      let links = LinkResolver(site: site, language: job.document.language, format: job.format, here: file)
      let composer = PageComposer(templates: templates, links: links, wording: job.wording, extras: extras)
      let page = OutputFile(file, Array(composer.page(job.document).utf8))
      results.withLock { $0[index] = page }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  /// Writes the files that are new or have changed, and returns their number.
  static func write(_ files: [OutputFile], to folder: String) throws -> Int {
    let outcome = Mutex<(changed: Int, failures: [Int: AtomicFile.Failure])>((0, [:]))
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      do throws(AtomicFile.Failure) {
        if try files[index].write(to: folder) { outcome.withLock { $0.changed += 1 } }
      } catch {
        outcome.withLock { $0.failures[index] = error }
      }
    }
    for path in Set(files.map { AtomicFile.parent(of: folder + "/" + $0.name) }) { AtomicFile.sweep(path) }
    return try outcome.withLock { outcome in
      if let first = outcome.failures.min(by: { $0.key < $1.key }) { throw first.value }
      return outcome.changed
    }
  }
}

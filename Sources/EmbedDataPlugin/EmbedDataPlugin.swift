import Foundation
import PackagePlugin

/// Embeds the data of a target: its own data folders, or for Reports and Rendering their part of Templates/.
@main
struct EmbedDataPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let root: URL
    let folders: [String]
    switch target.name {
    case "Reports":
      (root, folders) = (package.appending(path: "Templates"), ["guidance", "limits", "wording"])
    case "Rendering":
      (root, folders) = (
        package.appending(path: "Templates"), ["layouts", "pages", "partials", "scripts", "search", "theme"]
      )
    default:
      guard let module = target as? any SourceModuleTarget else { return [] }
      (root, folders) = (module.directoryURL, ["Catalogue", "Classes", "Rules"])
    }
    let files = folders.flatMap { dataFiles(below: root.appending(path: $0)) }.sorted {
      $0.path < $1.path
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedData.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) data files of \(target.name)",
        executable: try context.tool(named: "EmbedData").url,
        arguments: [output.path, root.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }

  private func dataFiles(below folder: URL) -> [URL] {
    let kinds: Set<String> = ["csv", "yaml", "md", "mustache", "css", "js", "txt", "svg"]
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return walk.compactMap { $0 as? URL }.filter { kinds.contains($0.pathExtension) }
  }
}

/// Two members of gzip, two frames of Zstandard (with and without checksum), and a zip archive of three entries,
/// a folder and two hidden ones: made once with Python's gzip, zstd(1) and Python's zipfile.
enum PackedSamples {
  static let first = (0..<12).map { "line \($0) of the first member: abcabcabc\n" }.joined()
  static let second = String(repeating: "second member\n", count: 3)

  static let gzip = [UInt8](
    base64: """
      H4sIAK5ipWkC/8vJzEtVMFDIT1MoyUhVSMssKi5RyE3NTUotslJITEqGIK4ckCpDolQZEaXKmChVJkSpMiVKlRlRqsyJUmVB\
      lCpL4kKVyMAnGPoAqDCx28oBAAAfiwgArmKlaQL/K05Nzs9LUchNzU1KLeIqxsMDAOwDAjAqAAAA
      """)

  static let zstandard = [UInt8](
    base64: """
      KLUv/QRYfQIA9AJsaW5lIDAgb2YgdGhlIGZpcnN0IG1lbWJlcjogYWJjCmxpbmUgMTIzNDU2Nzg5MQwAgTsCwFUe8DDgEeA5\
      4GHAI8BzwMOAR0jqmR2cE24+bqgotS/9BFilAABwc2Vjb25kIG1lbWJlcgoBAMFMJfFZEEI=
      """)

  static let zip = [UInt8](
    base64: """
      UEsDBBQAAAAIAJdRYlzIlbcnBwAAAAUAAAAFAAAAYi5jc3bzTOEy4gIAUEsDBBQAAAAAAJdRYlwLxpoMBQAAAAUAAAAFAAAA\
      YS5jc3ZJZAoxClBLAwQUAAAACACXUWJc3VJ3iRwAAAAZAAAADQAAAGRlZXAvYy5jc3YuZ3qT7+ZgWJe0NJPp/2efh0bPmBg6\
      l6yxY2VgYAAAUEsDBBQAAAAIAJdRYlyDFtyMAwAAAAEAAAAHAAAALmhpZGRlbqsAAFBLAwQUAAAACACXUWJcgxbcjAMAAAAB\
      AAAAEAAAAF9fTUFDT1NYLy5fYS5jc3arAABQSwMEFAAAAAAAAAAhAAAAAAAAAAAAAAAAAAUAAABkZWVwL1BLAQIUAxQAAAAI\
      AJdRYlzIlbcnBwAAAAUAAAAFAAAAAAAAAAAAAACkgQAAAABiLmNzdlBLAQIUAxQAAAAAAJdRYlwLxpoMBQAAAAUAAAAFAAAA\
      AAAAAAAAAACkgSoAAABhLmNzdlBLAQIUAxQAAAAIAJdRYlzdUneJHAAAABkAAAANAAAAAAAAAAAAAACkgVIAAABkZWVwL2Mu\
      Y3N2Lmd6UEsBAhQDFAAAAAgAl1FiXIMW3IwDAAAAAQAAAAcAAAAAAAAAAAAAAKSBmQAAAC5oaWRkZW5QSwECFAMUAAAACACX\
      UWJcgxbcjAMAAAABAAAAEAAAAAAAAAAAAAAApIHBAAAAX19NQUNPU1gvLl9hLmNzdlBLAQIUAxQAAAAAAAAAIQAAAAAAAAAA\
      AAAAAAAFAAAAAAAAAAAAEADtQfIAAABkZWVwL1BLBQYAAAAABgAGAEcBAAAVAQAAAAA=
      """)
}

import Classification
import Reports

/// Guidance that does not change when somebody words it better, for goldens.
func stubGuidance(_ wording: Wording) -> GuidanceLibrary {
  var texts: [String: Guidance] = [:]
  for failureClass in FailureClasses.builtIn.all {
    var text = Guidance(id: failureClass.id, title: "Title of \(failureClass.id)")
    text.reason = "The reason of \(failureClass.id)."
    text.nextStep = "The step of \(failureClass.id)."
    text.adminStep = "The administrator's step of \(failureClass.id)."
    text.practices = ["BP1", "BP3"]
    text.note = "Mail of {date} to {recipient} came back: {reason} ({code}). Ticket {ticket}.\n"
    text.message = "Hello {name}, write to {support_address}.\n"
    text.related = failureClass.id == "mailbox-full" ? ["mailbox-disabled", "no-such-class"] : []
    text.body = """
      ## What happened

      See [another](mailbox-disabled), [nothing](no-such-class), [outside](https://www.rfc-editor.org/rfc/rfc3463).

      ### Deeper

      <script>alert(1)</script> and <b>raw</b> [bad](javascript:alert(1)) ![picture](https://evil.example/x.png)
      """
    texts[failureClass.id] = text
  }
  return GuidanceLibrary(wording: wording, classes: texts)
}

/** What an owner is told. `key` names it: whoever receives the same one twice may drop the second. */
export type Message = { title: string; lines: readonly string[]; url: string; key: string }

/** Where the people who answer for something are told about it. Nothing comes back: a channel is written to and never read. */
export type MessagePort = {
  connector: string
  /** Resolves once the service has taken the message. Throws Fault `provider_down`; `mayHaveBeenTaken` says what is known of it then. */
  send(message: Message): Promise<void>
  /** Sends a line that says that the channel works. Resolves to what took it. */
  check(): Promise<string>
}

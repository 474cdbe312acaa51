import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import { UNREACHABLE } from '@/components/shell/ask/thread-page'

/** Why a question was not answered, as a sentence. What the server refuses says so in its body; what a fetch or a parser says is nothing for people. */
export function refusalWords(message: string): string {
  if (/^HTTP 401/.test(message)) return 'Your session is over. Sign in again.'
  const [, said] = /^HTTP \d+: (\{.*\})$/s.exec(message) ?? []
  const body = said === undefined ? null : jsonOf(said)
  if (isError(body)) return asSentence(body.error.message)
  return /^[A-Z][^{}<>]*\.$/.test(message) ? message : UNREACHABLE
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

'use client'
import { asSentence } from '@/components/cards/as-sentence'
import type { CommandRequest, CommandResult } from '@/schemas/command'
import type { ErrorBody } from '@/schemas/error'

export type Draft = Omit<CommandRequest, 'idempotency_key' | 'surface'>
export type Answer = { accepted: CommandResult } | { refused: string }

/** `scope` names the rendered card and button. Its key outlives double clicks, retries and a reload after a lost answer. */
function keyFor(scope: string): string {
  const slot = `countersign.key.${scope}`
  const kept = sessionStorage.getItem(slot)
  if (kept) return kept
  const minted = crypto.randomUUID()
  sessionStorage.setItem(slot, minted)
  return minted
}

/** Sends one command. The answer is what the server said; a lost answer keeps the key, so that trying again cannot act twice. */
export async function sendCommand(scope: string, draft: Draft): Promise<Answer> {
  const request: CommandRequest = { ...draft, surface: 'web', idempotency_key: keyFor(scope) }
  let response: Response
  try {
    response = await fetch('/api/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) })
  } catch {
    return { refused: 'The server did not answer, so it is not known whether this was done. Try again: the same request never acts twice.' }
  }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && isResult(body)) return { accepted: body }
  // A definite refusal acted on nothing: the next attempt may carry another reason, so it gets another key.
  sessionStorage.removeItem(`countersign.key.${scope}`)
  return {
    refused: isError(body)
      ? asSentence(body.error.message)
      : `The server answered ${response.status} without a reason. Reload the page to see the current state.`,
  }
}

// Checked by hand rather than with zod: the inbox and approval pages carry no schema code.
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isResult = (body: unknown): body is CommandResult =>
  isRecord(body) &&
  typeof body['subject'] === 'string' &&
  typeof body['message'] === 'string' &&
  typeof body['audit_seq'] === 'number' &&
  typeof body['audit_hash'] === 'string'
export const isError = (body: unknown): body is ErrorBody => isRecord(body) && isRecord(body['error']) && typeof body['error']['message'] === 'string'

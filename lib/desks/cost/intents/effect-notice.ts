import { capital } from '@/lib/kernel/letters'
import type { Component } from '@/schemas/intent'
import type { VerificationCheck } from '@/schemas/verification'

/** What somebody has to know where a change is no longer in place, or nobody can tell. */
export function effectNotice(last: VerificationCheck | null): Component[] {
  if (last === null || last.effect.status === 'in_place') return []
  if (last.effect.status === 'missing')
    return [
      {
        kind: 'notice',
        tone: 'degraded',
        title: 'The change is no longer in place',
        text: capital(last.effect.detail),
        remedy: 'Find out who changed it back; savings stop counting from that day.',
      },
    ]
  return [
    {
      kind: 'notice',
      tone: 'missing',
      title: 'Whether the change is in place',
      text: last.effect.detail.startsWith('not known') ? last.effect.detail : `not known: ${last.effect.detail}`,
      remedy: 'Check again when the account can be read.',
    },
  ]
}

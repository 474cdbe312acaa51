import type { Facts } from '@/lib/intents/fact'
import { drawActions } from '@/lib/intents/text/actions'
import { drawText } from '@/lib/intents/text/registry'
import { cut } from '@/lib/kernel/format'
import type { Component, IntentAction } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Card = {
  title: string
  facts: Facts
  components: readonly Component[]
  actions: readonly IntentAction[]
  must_show: readonly string[]
  now: Instant
  href: string
}

// Limit of `plain` in schemas/intent.
const PLAIN_MAX = 8000

/**
 * The whole card as text, 96 columns wide: what the command line prints and what a surface without drawings shows. It may say how much
 * time is left, because it is not part of the digest. Facts that must be shown are there even when the text is cut.
 */
export function plainText({ title, facts, components, actions, must_show, now, href }: Card): string {
  const parts = components.map((part) => drawText(part, { facts, now }).join('\n'))
  // A first part that begins with the title says it for both.
  const heads = parts[0]?.split('\n')[0] === title ? [] : [title]
  const body = [...heads, ...parts, drawActions(actions).join('\n')].filter((b) => b !== '').join('\n\n')
  const foot = `\n\n${href}`
  if (body.length + foot.length <= PLAIN_MAX && must_show.every((id) => body.includes(facts[id]?.text ?? ''))) return body + foot
  const required = must_show.map((id) => facts[id]).flatMap((fact) => (fact === undefined ? [] : [`${fact.label}: ${fact.text}`]))
  const tail = `${required.length > 0 ? `\n\n${required.join('\n')}` : ''}${foot}`
  const room = PLAIN_MAX - tail.length - 40
  return `${body.length <= room ? body : `${cut(body, room).trimEnd()}\n… cut here; the rest is on the page`}${tail}`
}

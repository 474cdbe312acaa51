import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { TOMAS } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { forClient, KINDS_DIGEST, readUiClient, UI_SCHEMA_SPOKEN } from '@/lib/intents/negotiate'
import { Component, UiIntent } from '@/schemas/intent'

const waiting = STORY.find((f) => f.name === 'awaiting-approval')
if (waiting === undefined) throw new Error('the story has no request')
const cards = Object.values(caseIntents(waiting.c, waiting.now, TOMAS, { evidence: STORY_EVIDENCE })).filter((i) => i !== null)
const approval = cards.find((i) => i.intent_id.endsWith('.approval')) as UiIntent
const kinds = Component.options.map((o) => o.shape.kind.value)

describe('what a client is sent', () => {
  it('is everything when it says nothing, or says what this server says', () => {
    for (const header of [null, '', UI_SCHEMA_SPOKEN, '1.0', '1.7']) for (const card of cards) expect(forClient(card, readUiClient(header))).toEqual(card)
  })

  it('holds a kind that it does not know as text, with every figure of the part, and stays a card of the contract', () => {
    for (const card of cards)
      for (const lost of kinds) {
        const sent = forClient(card, readUiClient(`1.0; kinds=${kinds.filter((k) => k !== lost).join(',')}`))
        expect(UiIntent.parse(sent).components.map((c) => c.kind)).not.toContain(lost === 'notice' ? '' : lost)
        expect(sent.components).toHaveLength(card.components.length)
        expect(sent.digest).toBe(card.digest)
        expect(sent.actions).toEqual(card.actions)
      }
    const sent = forClient(approval, readUiClient(`1.0; kinds=${kinds.filter((k) => k !== 'approval.card').join(',')}`))
    const [part] = sent.components
    for (const id of approval.must_show) expect(part?.kind === 'unsupported' ? part.text : '').toContain(approval.facts[id]?.text)
    const older = forClient(approval, readUiClient(`1.0; kinds=${kinds.filter((k) => k !== 'approval.card' && k !== 'unsupported').join(',')}`))
    expect(older.components[0]?.kind).toBe('notice')
  })

  it('has no button whose confirmation it does not know, and keeps the others', () => {
    const levels = new Set(approval.actions.map((a) => a.confirm.level))
    expect(levels.size).toBeGreaterThan(0)
    for (const level of levels) {
      const sent = forClient(approval, readUiClient(`1.0; confirm=${[...levels].filter((l) => l !== level).join(',')}`))
      expect(sent.actions).toEqual(approval.actions.filter((a) => a.confirm.level !== level))
    }
    expect(forClient(approval, readUiClient('1.0; confirm=')).actions).toEqual([])
  })

  it('is the whole card as text without a button when it speaks another major version', () => {
    for (const header of ['2.0', '0.9; confirm=none,click,reason,typed']) {
      const sent = UiIntent.parse(forClient(approval, readUiClient(header)))
      expect([sent.components.map((c) => c.kind), sent.actions, sent.plain]).toEqual([['notice'], [], approval.plain])
    }
  })

  it('is refused with an example when the header cannot be read', () => {
    for (const header of ['latest', '1', '1.x', '1.0; mood=good', `${'9'.repeat(5000)}.0`]) expect(() => readUiClient(header), header).toThrow(KINDS_DIGEST)
  })
})

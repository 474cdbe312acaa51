import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ActionBar } from '@/components/cards/action-bar'
import { offeredActions } from '@/components/cards/offered-actions'
import { approvalIntent } from '@/components/fixtures/case-plan-intents'
import { isIntent } from '@/components/shell/is-intent'
import { CONFIRM_LEVELS } from '@/schemas/activity'
import { IntentAction, type UiIntent } from '@/schemas/intent'
import { INTENT_MAX_BYTES } from '@/schemas/intent-limits'

const card = approvalIntent('pending')
const newer = (over: object): unknown => ({ ...card, ...over })
const withLevel = (level: string): UiIntent => ({
  ...card,
  actions: card.actions.map((a, i) => (i === 0 ? { ...a, confirm: { ...a.confirm, level: level as 'none' } } : a)),
})

describe('a card from a newer server', () => {
  it('is drawn with fields that this page does not know, within the same major version', () => {
    expect(isIntent(newer({ ui_schema_version: '1.7', mood: 'new' }))).toBe(true)
  })

  it('is shown as text when its major version is unknown, a part that every card needs is missing, or it is too large', () => {
    expect(isIntent(newer({ ui_schema_version: '2.0' }))).toBe(false)
    for (const field of ['intent_id', 'plain', 'components', 'actions', 'facts', 'must_show', 'href'])
      expect(isIntent(newer({ [field]: undefined })), field).toBe(false)
    expect(isIntent(newer({ plain: 'x'.repeat(INTENT_MAX_BYTES) }))).toBe(false)
  })

  it('loses a button whose confirmation is unknown, keeps the others and leads to the web', () => {
    const { actions, is_withheld } = offeredActions(withLevel('retina_scan'))
    expect([actions.length, is_withheld]).toEqual([card.actions.length - 1, true])
    const none: UiIntent = { ...card, actions: card.actions.map((a) => ({ ...a, confirm: { ...a.confirm, level: 'retina_scan' as 'none' } })) }
    const html = renderToStaticMarkup(<ActionBar intent={none} />)
    expect(html).toContain('Decide in Countersign')
    expect(html).not.toContain('<button')
  })

  it('offers no decision when a figure that must be shown is not there', () => {
    const [id = ''] = Object.keys(card.facts)
    expect(offeredActions({ ...card, must_show: [id] }).actions).toEqual(card.actions)
    expect(offeredActions({ ...card, must_show: [id], facts: {} }).actions).toEqual([])
  })

  it('knows the confirmations of the contract and no others', () => {
    expect(CONFIRM_LEVELS).toEqual(IntentAction.shape.confirm.shape.level.options)
  })
})

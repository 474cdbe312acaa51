import type { Component, UiIntent } from '@/schemas/intent'

/** A plan as a part of its case: risk, resources and way back stand in its card, and the strip of the case above it. */
export const planInCase = (plan: UiIntent, has_strip: boolean): UiIntent => ({
  ...plan,
  components: plan.components.map((c): Component => {
    if (c.kind === 'plan.card') return has_strip ? { ...c, strip: [] } : c
    return c.kind === 'fact_grid' ? { ...c, facts: c.facts.filter((id) => id.startsWith('saving')) } : c
  }),
})

/** A plan below the request for it, which shows the strip and every figure already. */
export const planInRequest = (plan: UiIntent): UiIntent => ({
  ...plan,
  components: plan.components.filter((c) => c.kind !== 'fact_grid').map((c): Component => (c.kind === 'plan.card' ? { ...c, strip: [] } : c)),
})

/** Terms of a request that the top of its own page says: until when, and who has to agree. */
const AT_THE_TOP: readonly string[] = ['deadline', 'level']

/** A request on its own page while it waits; once it has ended, its top says how instead. */
export const requestOnPage = (request: UiIntent): UiIntent =>
  request.lifecycle === 'live'
    ? {
        ...request,
        components: request.components.map((c): Component => (c.kind === 'fact_grid' ? { ...c, facts: c.facts.filter((id) => !AT_THE_TOP.includes(id)) } : c)),
      }
    : request

/** A section of a page whose one primary action stands beside it. */
export const withoutPrimary = (section: UiIntent): UiIntent => ({
  ...section,
  actions: section.actions.map((a) => (a.style === 'primary' ? { ...a, style: 'neutral' as const } : a)),
})

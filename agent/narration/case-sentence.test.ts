import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { caseSentence } from './case-sentence'
import { guard } from './guard'
import { isNarratable } from './model-narrator'

const sentences = STORY.map(({ name, c, now }) => {
  const { headline, triage, plan, verification } = caseIntents(c, now, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES })
  const first_day = c.cost?.anomaly.first_day ?? ''
  return [
    name,
    caseSentence({ where: 'EC2 in lumen-dev, eu-west-1', status: STATUS_WORDS[c.status], first_day, now, headline, triage, plan, verification }),
  ] as const
})

describe('the paragraph of a case', () => {
  it.each(sentences)('says in every state only what the facts hold, and can be worded again: %s', (_, sentence) => {
    expect(guard(sentence.text, { facts: sentence.facts, must_show: sentence.must_show })).toEqual([])
    expect(isNarratable(sentence)).toBe(true)
  })

  it('names the saving that was measured once there is one, and the expected one before', () => {
    const texts = sentences.map(([, s]) => s.text)
    expect(texts.some((t) => t.includes('The plan is worth'))).toBe(true)
    expect(texts.some((t) => t.includes('The measured saving is'))).toBe(true)
    expect(texts.filter((t) => t.includes('The plan is worth') && t.includes('The measured saving'))).toEqual([])
  })
})

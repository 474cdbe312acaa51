import { expect, it } from 'vitest'
import { templateWords } from '@/lib/intents/code-words'
import { COST_ACTIONS } from './catalogue'

it.each(Object.keys(COST_ACTIONS))('tells the action %s by what it does', (template) => {
  expect(templateWords(template), 'say in lib/intents/code-words.ts what it does').not.toBe(template.replaceAll('_', ' '))
})

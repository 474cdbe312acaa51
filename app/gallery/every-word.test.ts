import { describe, expect, it } from 'vitest'
import { KINDS } from '@/components/fixtures/states'
import { GLOSSARY } from '@/lib/conversation/glossary/glossary'
import { LEVEL_WORDS, REVERSIBILITY_WORDS, STATUS_WORDS, TIER_WORDS } from '@/lib/intents/code-words'

const LABELS = new Set(['label', 'title', 'caption', 'heading'])
/** Every label and title of a card, wherever in it. */
function labelsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return LABELS.has(key) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((v) => labelsIn(v, key))
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([k, v]) => labelsIn(v, k)) : []
}
// Names with digits, dots and colons ("m6i.4xlarge", "loadtest-1") are values, not words.
const wordsOf = (text: string): string[] => text.toLowerCase().match(/(?<![a-z0-9_./:-])[a-z][a-z]+(?![a-z0-9_./:-]*[0-9_./:-])/g) ?? []
const stem = (word: string): string => word.replace(/(?:ies|y)$/, 'i').replace(/(?:s|ed|ing)$/, '')

/** Words that mean here what they mean everywhere. A word that means something of its own in the product belongs into the glossary instead. */
const EVERYDAY = new Set(
  `above acknowledge after against all an another answers appeared approve are be before began beside by bytes cannot carry changed close closed comes compare cover covered critical days decided did downtime
  early else elsewhere end ended ends every everything factor failed falls fell fourteen from half happened have here high how in is it its itself jobs largest last late left low made match max medium
  minutes missing more most moved much nine notice notifies nov november now october oldest one or orders other others outside part period points propose proposed rest rise rises rose save search sent
  settings signed signs since split starts stay stayed stopped strongly taken targets terminate these they this through total two unless usd used was went what who whole why with without would`
    .split(/\s+/)
    .filter(Boolean),
)
// People, tenants, products and teams of the fixtures.
const NAMES = new Set('haddad noor northlight observability storefront vantor'.split(' '))

describe('every word that a card prints as a label or a title', () => {
  it('is in the glossary, or is an everyday word', () => {
    const defined = new Set(
      GLOSSARY.flatMap((e) => [e.term, ...e.also])
        .flatMap(wordsOf)
        .map(stem),
    )
    const codes = [STATUS_WORDS, LEVEL_WORDS, TIER_WORDS, REVERSIBILITY_WORDS].flatMap((table) => Object.values(table))
    const shown = new Set([...KINDS.flatMap(({ base }) => labelsIn(base)), ...codes].flatMap(wordsOf))
    expect([...shown].filter((word) => !(defined.has(stem(word)) || EVERYDAY.has(word) || NAMES.has(word))).toSorted()).toEqual([])
  })
  it('is not kept as everyday once the glossary defines it', () => {
    const terms = new Set(GLOSSARY.flatMap((e) => [e.term, ...e.also]).map((name) => name.toLowerCase()))
    expect([...EVERYDAY].filter((word) => terms.has(word))).toEqual([])
  })
})

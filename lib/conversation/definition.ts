import { findTerm, nearTerms } from './glossary'
import { ABBREVIATIONS } from './lexicon'

/** What a question wants explained: a term of the glossary, words that are not in it, or nothing of the kind. */
export type Definition = { asks: 'term'; term: string } | { asks: 'unknown'; said: string; near: string[] } | { asks: 'nothing' }

// Words around a term that say "define this". `(.+?)` is the term.
const SURELY: readonly RegExp[] = [
  /^(?:please )?(?:define|definition of|definition for|meaning of|glossary(?: entry)?(?: for)?|what is the (?:meaning|definition) of|explain the (?:term|word|concept)(?: of)?) (.+)$/,
  /^what (?:does|do|is|did) (?:you |they |we |it )?(?:the )?(?:term |word )?(.+?) (?:actually |even |really )?(?:mean|means|stand for|stands for|refer to)(?: (?:here|in this context|exactly|by that|again))*$/,
  /^what (?:do|did) you mean (?:by|with) (?:the )?(?:term |word )?(.+)$/,
  /^what is meant (?:by|with) (.+)$/,
  /^what (?:mean|means) (.+)$/,
  /^(.+?) (?:definition|meaning)$/,
  /^(?:can you |could you |please )?(?:tell me )?what (.+?) means$/,
]
// The same shape asks about things, too: only a whole term of the glossary, and not one that stands for something at hand.
const PERHAPS: readonly RegExp[] = [
  /^what (?:is|are|exactly is|exactly are) (?:an? )?(.+)$/,
  /^(?:can you |could you |please )*(?:explain|describe|clarify)(?: to me| me)? (?:what )?(?:an? )?(.+?)(?: is| are)?(?: to me)?$/,
  /^(?:tell me |do you know )?what (?:an? )?(.+?) (?:is|are)$/,
  /^(?:what about |and )?(?:an? )?(.+?)\?\?$/,
]
// Terms that are also things on the screen: "what is the plan" is about a plan, "what is a plan" is about the word.
const AT_HAND = new Set([
  'case',
  'anomaly',
  'policy',
  'verification',
  'rollback',
  'drift',
  'evidence',
  'coverage',
  'realized savings',
  'expected savings',
  'risk score',
  'severity',
  'confidence',
  'attribution',
  'triage',
  'audit chain',
  'marketplace',
  'data transfer',
  'new resource',
  'at stake',
  'NAT gateway',
  'gp2',
  'commitment',
  'approval level',
  'snapshot',
  'dry run',
])

const clean = (text: string): string =>
  text.replace(/^(?:hey|hi|ok|okay|so|um|uh|and|please|pls) /, '').replace(/ (?:please|pls|thanks|in simple words|in plain words|for me|again|here)$/, '')

export function definitionAsked(normalised: string): Definition {
  const spelled = normalised
    .replace(/[?!"]+|\.(?=\s|$)/g, '')
    .trim()
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ')
  const text = clean(clean(spelled))
  for (const pattern of SURELY) {
    const said = pattern.exec(text)?.[1]?.replace(/^(?:an?|the) /, '')
    if (said === undefined || /^(?:it|this|that|you|he|she|they)$/.test(said)) continue
    const found = findTerm(said)
    return found === undefined ? { asks: 'unknown', said, near: nearTerms(said, 5).map((e) => e.term) } : { asks: 'term', term: found.term }
  }
  for (const pattern of PERHAPS) {
    const said = pattern.exec(text)?.[1]
    const found = said === undefined ? undefined : findTerm(said.replace(/^the /, ''))
    if (said === undefined || found === undefined) continue
    const has_article = new RegExp(`\\ban? ${said.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`).test(text)
    if (!AT_HAND.has(found.term) || has_article || /^(?:explain|describe|clarify) /.test(text)) {
      if (!/^the /.test(said) || !AT_HAND.has(found.term)) return { asks: 'term', term: found.term }
    }
  }
  return { asks: 'nothing' }
}

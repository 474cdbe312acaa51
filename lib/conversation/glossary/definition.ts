import { CUE_LITERALS } from '../cues/cues'
import { ABBREVIATIONS } from '../words/lexicon'
import { CLASS_WORDS } from '../words/word-classes'
import { findTerm, nearTerms } from './glossary'

/** What a question wants explained: a term of the glossary, words that are not in it, or nothing of the kind. */
export type Definition = { asks: 'term'; term: string } | { asks: 'unknown'; said: string; near: string[] } | { asks: 'nothing' }

// Words around a term that say "define this". `(.+?)` is the term.
const SURELY: readonly RegExp[] = [
  /^(?:please )?(?:define|definition of|definition for|definition from|(?:give|give me|show|tell me|what is) (?:me )?(?:an? |the )?(?:definition|meaning) (?:of|for|from)|meaning of|glossary(?: entry)?(?: for)?|what is the (?:meaning|definition) of|explain (?:me |us |to me )?(?:the )?(?:term|word|concept|notion)(?: of)?) (.+)$/,
  /^what (?:does|do|is|did) (?:you |they |we |it )?(?:the )?(?:term |word )?(.+?) (?:actually |even |really )?(?:mean|means|stand for|stands for|refer to)(?: (?:here|in this context|exactly|by that|again|(?:on|in|at) (?:this|that|the|my|our|your) (?:screen|page|card|view|report|bill|line|row|case|table|invoice)))*$/,
  /^how (?:(?:exactly|precisely) )?(?:do|does|did) (?:we|you|they|it) (?:define|understand|use the (?:word|term)) (.+)$/,
  /^(.+?),? how (?:do|does|did) (?:we|you|they) define (?:it|that|this)$/,
  /^(?:does|do|is) (.+?) (?:mean |means )?the same (?:thing )?(?:as|like) .+$/,
  /^what (?:exactly |precisely )?(?:(?:do|did) )?you (?:exactly )?mean (?:by|with) (?:the )?(?:term |word )?(.+)$/,
  /^what is (?:the )?mean(?:t|ing)? (?:by|with|of) (.+)$/,
  /^what (?:mean|means) (.+)$/,
  /^(.+?) =(?: what)?$/,
  /^(?:.* )?(.+?) \1 (?:means|meaning) what$/,
  /^(.+?) (?:means|meaning) what(?: exactly| again| here)?$/,
  /^what (?:does|do|did) (?:it|this|that|they) mean (?:by |with |when it says )?(?:the )?(?:term |word )?(.+)$/,
  /^(?:i|we) (?:keep|kept) (?:on )?(?:reading|seeing|hearing|finding|meeting|coming across|stumbling (?:over|upon|across)) (?:about |of )?(.+?)(?: (?:here|everywhere|in here|all over|all the time))?,? (?:and |but )?(?:(?:(?:i am |we are |am |are )?(?:not sure|unsure|not certain)|(?:(?:i|we) )?(?:have )?no (?:idea|clue)|(?:i |we )?(?:do not|cannot) (?:know|remember|recall|tell))(?: of)? what (?:that|it|this|they|those) (?:is|are|means?|stands? for))$/,
  /^(.+?)(?: -|,|:|\?|;)? what (?:is|was) (?:understood|meant) by (?:that|it|this)$/,
  /^what is (?:understood|meant) by (?:an? |the )?(.+)$/,
  /^(.+?) (?:definition|meaning)$/,
  /^(?:can you |could you |please )?(?:tell me )?what (?:the )?(?:term |word )?(.+?) means$/,
  /^.*\b(?:expression|term|word|phrase) (.+?) (?:in|on|at|from|and|but) .*\bwhat (?:it|that|this) (?:means|stands for)$/,
]
/** “Could you please explain what is meant by …” */
const ASKED_POLITELY =
  /^(?:(?:could|can|would|will) you |please |kindly |tell (?:me|us) |explain (?:to (?:me|us) )?|remind (?:me|us) |idk |(?:i )?(?:have )?no (?:idea|clue) |i do not (?:know|understand) |not sure )+(?=what\b)/
/** Where a word was met, and what else is said of it: “what is a plan hash and why is it on my card”. */
const WHERE_IT_IS_READ =
  /(?:,? and why (?:is|are|does|do) (?:it|that|this|they|those)\b.*| when (?:it|that|this|the \w+) (?:says|said|reads|shows) .*| (?:on|in|at) (?:this|that|the|my|our|your|these|those) (?:\w+ )?(?:screen|page|card|view|report|bill|line|row|case|plan|table|invoice|list|mail|export|column|header|tool|app|system|product|dashboard)s?)$/
/** Who or what used the word: “the board says counterfactual”. */
const WHERE_IT_WAS_SAID = /^.*\b(?:says|said|shows|reads|mentions|writes|wrote|speaks of|talks about)(?: (?:the|an?))?(?: (?:word|term))? /
/** “The blast radius of a plan”: of whichever. */
const OF_ANY = / (?:of|for|in) (?:an?|any|every|each) \w+$/
/** Said alone, what was charged of it is asked. */
const KIND_OF_CHARGE = /^(?:credits?|refunds?|fees?|tax(?:es)?)$/
/** For whom it is explained: “to a finance person”. */
const AUDIENCE = / (?:to|for) (?:me|us|him|her|them|(?:a|an|the|my|our|some|any|new) .+|someone.*|somebody.*|people.*)$/
// "I keep seeing 'blast radius', what is it?"
const POINTED_AT =
  /^(?:[a-z]+ )?(?:explain|define|clarify|describe)(?: to me| me)?(?: (?:the|term|word))* "([^"]+)"|^.*?"([^"]+)"[^"]*\bwhat (?:is|does|do|are) (?:it|that|this|they|these)\b(?: mean| stand for)?[?!. ]*$|^what (?:is|does|do|are) (?:this |that |the )?"([^"]+)"[^"]*$|^.*?"([^"]+)"[^"]*\b(?:not|never|cannot) (?:understand|understood|know|get|heard)\b.*$|\b(?:not|never|cannot) (?:understand|understood|know|get|heard)\b[^"]*"([^"]+)"[^"]*$/
// The same shape asks about things, too: only a whole term of the glossary, and not one that stands for something at hand.
const PERHAPS: readonly RegExp[] = [
  /^what (?:is|are|exactly is|exactly are) (?:an? )?(.+)$/,
  /^(?:can you |could you |please )*(?:explain|describe|clarify)(?: to me| me)? (?:what )?(?:an? )?(.+?)(?: is| are)?(?: to me)?$/,
  /^(?:(?:can|could|would) you )?(?:please )?(?:tell me |explain |remind me |do you know )?what (?:an? )?(.+?) (?:is|are)$/,
  /^how (?:do|does|did) (.+?) work(?: here| exactly| again)?$/,
  /^what do (?:you|we|they|people)(?: (?:folks|guys|all|here))? call (.+)$/,
  // What a rule asks of somebody is what it means.
  /^what (?:do|does) (.+?) (?:forbid|prevent|require|demand|imply|entail|involve|say|stand for|do)(?: (?:me|us|from me|of me|here))?$/,
  /^(?:what about |and )?(?:an? )?(.+?)\?\?$/,
]
const clean = (text: string): string =>
  text
    .replace(/^(?:hey|hi|ok|okay|so|um|uh|and|please|pls) /, '')
    .replace(ASKED_POLITELY, '')
    .replace(WHERE_IT_IS_READ, '')
    .replace(/ (?:please|pls|thanks|in simple words|in plain words|for me|to me|to us|again|here)$/, '')

// How a figure comes about is answered by what its name means.
const HOW_MADE =
  /^how (?:(?:exactly|precisely) )?(?:do|does|did|is|are|was|were) (?:exactly )?(.*?)(?:calculated|computed|determined|measured|defined|estimated|derived|worked out|get (?:their|its|his|the) (.+))(?: .*)?$/
// The tenant's own calendar is told where the word is explained.
const WHEN_IT_STARTS =
  /^(?:when|in (?:which|what) month|(?:which|what) month) (?:do|does|is|are|did) (?:our|the|your|my|an?)? ?(?:fiscal|financial) (?:years?|quarters?) (?:start|starts|begin|begins|end|ends)\b/
const DIFFERENCE = /^(?:what is|what are|explain)? ?(?:the )?differences? between (?:an? |the )?(.+?) and (?:an? |the )?(.+)$/

/** Terms of the glossary inside a stretch of words, longest first. */
function termsIn(text: string): string[] {
  const words = text.split(' ')
  for (let length = Math.min(4, words.length); length >= 1; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const found = findTerm(words.slice(at, at + length).join(' '))
      if (found !== undefined) return [found.term]
    }
  return []
}

export function definitionAsked(normalised: string): Definition {
  const pointed = POINTED_AT.exec(normalised.replace(/(^| )'([^']+)'/g, '$1"$2"'))
  const quoted = findTerm(pointed?.slice(1).find((said) => said !== undefined) ?? '')
  const asked_after = /^["']?([a-z0-9 -]+?)["']?(?:[?,.:]+| -) what (?:is|are|was|were|did|does) (?:that|it|this|those)(?: mean)?(?: again)?[?.! ]*$/.exec(
    normalised,
  )?.[1]
  const meant = quoted ?? findTerm(asked_after ?? '') ?? findTerm(/^["']?([a-z0-9 -]+?)["']?,? means?(?: what| again)?[?.! ]*$/.exec(normalised)?.[1] ?? '')
  // “Counterfactual?”: a word alone that stands for nothing at hand.
  const bare = /^([a-z -]+)\?+$/.exec(normalised)?.[1] ?? ''
  const alone = bare.split(' ').some((word) => CUE_LITERALS.has(word) || CLASS_WORDS.has(word)) ? undefined : findTerm(bare)
  if (alone !== undefined && !alone.is_at_hand && !KIND_OF_CHARGE.test(bare)) return { asks: 'term', term: alone.term }
  if (meant !== undefined) return { asks: 'term', term: meant.term }
  const spelled = normalised
    .replace(/[?!"]+|\.(?=\s|$)/g, '')
    .trim()
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ')
  const text = clean(clean(spelled))
  const pair = DIFFERENCE.exec(text)
  const [one, two] = [findTerm(pair?.[1] ?? ''), findTerm(pair?.[2] ?? '')]
  if (pair !== null && one !== undefined && two !== undefined) return { asks: 'unknown', said: `${one.term} and ${two.term}`, near: [one.term, two.term] }
  const made = HOW_MADE.exec(text)
  const [about] = made === null ? [] : termsIn(`${made[2] ?? ''} ${made[1] ?? ''}`.trim())
  if (made !== null && about !== undefined) return { asks: 'term', term: about }
  if (WHEN_IT_STARTS.test(text)) return { asks: 'term', term: 'fiscal year' }
  for (const pattern of SURELY) {
    const said = pattern.exec(text)?.[1]?.replace(/^(?:an?|the) /, '')
    if (said === undefined || /^(?:it|this|that|you|he|she|they)$/.test(said)) continue
    // “Amortised here, same as net amortized elsewhere”: what it is held against is another matter.
    const found =
      findTerm(said) ?? findTerm(said.split(/,| here\b/)[0] ?? '') ?? findTerm(said.replace(AUDIENCE, '')) ?? findTerm(said.replace(WHERE_IT_WAS_SAID, ''))
    return found === undefined ? { asks: 'unknown', said, near: nearTerms(said, 5).map((e) => e.term) } : { asks: 'term', term: found.term }
  }
  for (const pattern of PERHAPS) {
    const said = pattern.exec(text)?.[1]
    const found = said === undefined ? undefined : findTerm(said.replace(/^(?:the|an?) /, '').replace(OF_ANY, ''))
    if (said === undefined || found === undefined) continue
    const has_article = new RegExp(`\\ban? ${said.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`).test(text)
    if (!found.is_at_hand || ((has_article || /^(?:explain|describe|clarify) /.test(text)) && !/^the /.test(said))) return { asks: 'term', term: found.term }
  }
  return { asks: 'nothing' }
}

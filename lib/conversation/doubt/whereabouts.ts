import { CLASSES } from '../words/word-classes'
import { isCost, type Operator, only } from './operator'

const { cost, rise, fall, updown, change, mover, most, least, dear, appear, split, compare } = CLASSES
const OF_MONEY = [...cost, ...rise, ...fall, ...updown, ...change, ...mover, ...most, ...least, ...dear, ...appear, ...split, ...compare]
const SPENT = new RegExp(`(?<!\\S)(?:${[...OF_MONEY.filter((word) => /^[a-z]/.test(word)), 'using', 'use', 'uses', 'used', 'more', 'less'].join('|')})(?!\\S)`)

/** Words about people and their calendars: beside nothing but a team and a time they ask for what no bill knows. */
export const WHEREABOUTS: readonly Operator[] = [
  {
    said: 'what is one’s own',
    pattern:
      /\b(?:owned|held|handled|taken|opened|closed) by me\b|\bmy (?:own )?(?:<limit> )?<group> (?!teams?\b)|\b(?:of mine|i own|i have|i hold|i handle)\b/,
    is_honoured: (frame, slots) => !(isCost(frame) || frame.frame === 'list_anomalies') || slots.person !== null,
  },
  {
    // “Which anomalies does she own”: of somebody whom nobody named.
    said: 'a person by “she” or “he”',
    pattern:
      /\b(?:do|does|did|has|have|is|was) (?:she|he)\b|\b(?:are|is|of) (?:his|hers)\b|\b(?:she|he) (?:owns?|has|had|holds?|handles?|carries|did|does|made|approved|signed|denied|rejected|closed|changed|decided|works?|worked)\b|\b(?:her|his) (?:<\S+> )*(?:own )?(?:approvals?|decisions?|signatures?|cases?|anomal(?:y|ies)|plate|desk|queue|requests?|actions?|activity)\b/,
    is_honoured: (frame, slots) => slots.person !== null || only('define_term', 'help')(frame),
  },
  {
    said: 'who or where',
    pattern: /^(?:and |but |so |ok |please |tell me |do you know )*(?:who|whom|whose|where)\b/,
    is_honoured: (frame, slots, text) =>
      !isCost(frame) || SPENT.test(text.replace(/\bin charge\b/, '')) || slots.charge !== null || slots.measure !== null || slots.threshold !== null,
  },
  {
    said: 'a calendar',
    pattern: /\b(?:on[- ]?call|on (?:duty|shift)|pager ?duty|rotas?|roster|rotation|stand-?ups?|meetings?|office|holidays?|vacation|shifts|schedule of)\b/,
    is_honoured: (frame, _, text) => !isCost(frame) || SPENT.test(text),
  },
]

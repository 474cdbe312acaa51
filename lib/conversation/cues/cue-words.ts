import { CLASSES, type WordClass } from '../words/word-classes'

/** Every word that a cue names, its classes spelled out. */
export const cueWords = (text: string): string[] => [
  ...[...text.matchAll(/\{([a-z]+)\}/g)].flatMap(([, name]) => [...CLASSES[name as WordClass]]),
  ...(text.replace(/\{[a-z]+\}|<[a-z]+>/g, ' ').match(/[a-z][a-z'-]+/g) ?? []),
]

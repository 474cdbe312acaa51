// Every way to say that something is left out, said as one word, so that each later step has to know only “without”.

/** What is left out follows. A place or a time is no such thing: “what did it leave out in October” asks what was left out. */
const OBJECT = '(?= (?!(?:in|on|at|for|of|from|by|last|this|since|yesterday|today|and|or|so|to)\\b)[\\w"])'
const LEAVE = '(?:leav(?:e|es|ing)|tak(?:e|es|ing)|strip(?:s|ping)?|keep(?:s|ing)?|filter(?:s|ing)?|cut(?:s|ting)?|throw(?:s|ing)?|set(?:s|ting)?)'

const SAID: readonly (readonly [RegExp, string])[] = [
  [/(?<!\S)(?:w\/(?:o|out)|ex\.?(?= [a-z]))(?!\S)/g, 'without'],
  [new RegExp(`\\b${LEAVE} (?:out|aside)${OBJECT}`, 'g'), 'without'],
  // “Leave lumen-dev out of it”; what stands behind a name without a verb before it is `tag-left-out.ts`.
  [/\b(?:leav(?:e|ing)|tak(?:e|ing)|strip(?:ping)?|keep(?:ing)?) ((?:[^\s,]+ ){1,4}?)(?:out|aside)(?: of)?(?![\w-])/g, 'without $1'],
  [/\bif (?:we|i|you|one) without\b/g, 'without'],
  [/\b(?:with the exception of|not (?:counting|including|considering)|but not counting|barring|sans|disregarding|exempting|other than)\b/g, 'without'],
  [/\boutside(?: of)? (?=(?!(?:business|working|work|office|normal|regular|usual|hours|polic(?:y|ies)|the|our|my|of|aws|this|that|a|an)\b)[\w"])/g, 'without '],
  // “What did we save for checkout” saves something.
  [
    /(?<!\b(?:did|do|does|can|could|will|would|shall|should|may|might|to)(?: (?:\w+|(?:the|our|my|this|that) \w+))?(?: (?:ever|really|actually))? )\bsave for\b/g,
    'without',
  ],
]

/** A normalised text in which whatever is left out stands after “without”. */
export const saidWithout = (text: string): string => SAID.reduce((now, [pattern, as]) => now.replace(pattern, as), text)

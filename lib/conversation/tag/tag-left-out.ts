import { type Piece, type Tag, wordAt, wordsAt } from './tag'

const CAN_LEAVE_OUT: ReadonlySet<Tag['tag']> = new Set(['charge', 'category', 'severity', 'environment', 'person'])
/** What leaves out whatever is named behind it. */
export const LEAVES_OUT = /^(?:without|excluding|exclude|excludes|except|minus|ignoring|ignore|omit|omitting|skip|remove|drop|besides|not)$/

/** “Besides the gp2 plan”: the plan is left out, not the place. */
const isOfAPlan = (pieces: readonly Piece[], at: number): boolean => /^(?:plan|fix|proposal|action)$/.test(wordAt(pieces, at + 1))
const canLeaveOut = ({ tag }: Piece, is_not: boolean): boolean => tag?.tag === 'entity' || (!is_not && tag !== null && CAN_LEAVE_OUT.has(tag.tag))

// “Without EC2 in lumen-dev”: what stands in a place is left out there, and the place is looked at.
const STAYS_OPEN = /^(?:and|or|the|for|in|also|teams?|accounts?|services?|regions?|any|all)$/

const BEHIND = /^(?:(?:is|are|was|were|being) )?(?:left out|left aside|excluded|omitted|not included|not counted)$/
/** “Dev left out”, “Kestrel excluded”: said behind what it is, as if it had been said before it. */
function saidBefore(pieces: readonly Piece[]): Piece[] {
  for (const [at, piece] of pieces.entries())
    for (const length of [3, 2, 1])
      if (canLeaveOut(piece, false) && BEHIND.test(wordsAt(pieces, at + 1, length) ?? ''))
        return [...pieces.slice(0, at), { text: 'without', tag: null, length: 1, is_quoted: false }, piece, ...pieces.slice(at + 1 + length)]
  return [...pieces]
}

/** "without EC2", "excluding tax", "not us-east-1", also along a list: "without EC2 and S3"; "lumen-dev left out". */
export function tagLeftOut(tagged: readonly Piece[]): Piece[] {
  const pieces = saidBefore(tagged)
  let is_open = false
  let is_not = false
  return pieces.map((piece, at) => {
    if (piece.tag === null) {
      const all = pieces[at - 1]?.tag?.tag === 'group' ? at - 2 : at - 1
      const is_but =
        piece.text === 'but' && /^(?:everything|all|anything|any|every|anyone|anybody|everyone|everybody|nobody|somebody)$/.test(wordAt(pieces, all))
      const is_pair =
        (piece.text === 'than' && wordAt(pieces, at - 1) === 'other') ||
        (piece.text === 'out' && /^(?:leave|leaving|filter)$/.test(wordAt(pieces, at - 1))) ||
        (piece.text === 'from' && /^(?:apart|aside)$/.test(wordAt(pieces, at - 1)))
      const next = pieces[at + 1]?.tag
      const is_no = piece.text === 'no' && (next?.tag === 'charge' || (next?.tag === 'entity' && next.key === 'service_name'))
      // “Why is this not”, “is not EC2 dearer”: what is asked is not so, and nothing is left out.
      const is_asked =
        piece.text === 'not' &&
        at <= 3 &&
        /^(?:(?:and|but|so) )?(?:(?:why|how come) )?(?:is|are|was|were|do|does|did|has|have|can|could|should) ?$/.test(
          pieces
            .slice(0, at)
            .map((p) => p.text)
            .join(' '),
        )
      // “What did detection ignore in lumen-dev”: somebody else left it out.
      const is_done = /^(?:ignore|omit|skip|remove|drop|exclude)$/.test(piece.text) && pieces.slice(0, at).some((p) => /^(?:did|does|has|have)$/.test(p.text))
      if (is_asked || is_done) is_open = false
      else if (LEAVES_OUT.test(piece.text) || is_no || is_pair || is_but) {
        is_open = piece.text !== 'not' || wordAt(pieces, at - 1) !== 'why'
        is_not = piece.text === 'not'
      } else if (!STAYS_OPEN.test(piece.text) || (/^(?:for|in)$/.test(piece.text) && pieces[at - 1]?.tag != null)) is_open = false
      return piece
    }
    // “Why is this not marketplace” asks about the word; “without tax” leaves it out.
    return is_open && canLeaveOut(piece, is_not) && !isOfAPlan(pieces, at) ? { ...piece, tag: { ...piece.tag, is_left_out: true } as Tag } : piece
  })
}

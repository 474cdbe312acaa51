import { type Piece, wordAt } from './tag'

const JOINS = /^(?:and|or|plus|vs|versus|against|with|,)$/

/** “ML and Analytics”: a name that fits several kinds is of the kind of the name that it is joined to. */
export const ofSameKind = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, at) => {
    const { tag } = piece
    if (tag?.tag !== 'ambiguous') return piece
    const beside = [
      [at - 1, at - 2],
      [at + 1, at + 2],
    ].flatMap(([join = -1, name = -1]) => (JOINS.test(wordAt(pieces, join)) && pieces[name]?.tag?.tag === 'entity' ? [pieces[name].tag] : []))
    const key = beside[0]?.tag === 'entity' ? beside[0].key : undefined
    const [only, ...more] = tag.options.filter((option) => option.key === key)
    return only === undefined || more.length > 0 ? piece : { ...piece, tag: { tag: 'entity', key: only.key, value: only.value, how: 'exact', said: tag.said } }
  })

import { type Piece, tagged } from './tag'

const COUNTS = /\bhow many (?:of )?<scope>|\b(?:hours?|gigabytes?|terabytes?|units) of <scope>|<scope> (?:hours?|gigabytes?|terabytes?|requests|units)\b/

/** “How many NAT bytes”, “m6i.4xlarge hours”: how much of a usage there was, not what it cost. */
export const isQuantity = (pieces: readonly Piece[]): boolean =>
  COUNTS.test(tagged(pieces.filter((p) => p.tag?.tag !== 'entity' || p.tag.key === 'usage_type')))

import type { AuditAnchor } from '@/schemas/audit'

/** A place outside this machine's data where anchors are kept too. Each anchor is copied in its turn; one that is there already is left as it is. */
export type AnchorCopies = { name: string; copy(anchors: readonly AuditAnchor[]): Promise<void> }

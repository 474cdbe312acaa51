import { randomBytes } from 'node:crypto'
import { sha256 } from '@/lib/kernel/canonical'

/** How a token begins, so that scanners and our own redactor know one when they see it. */
const TOKEN_PREFIX = 'csn_pt_'

/** A new token: 256 random bits. */
export const newAccessToken = (): string => `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`

/** What is stored of a token: a stolen table opens nothing. */
export const accessTokenHash = (token: string): string => sha256(`countersign-token-v1\n${token}`)

import { sha256 } from '@/lib/kernel/canonical'

/** How a token begins, so that scanners and our own redactor know one when they see it. */
export const TOKEN_PREFIX = 'csn_pt_'

/** What is stored of a token. The browser or the command line that makes a token sends only this: its value is never on the server before it is used. */
export const accessTokenHash = (token: string): string => sha256(`countersign-token-v1\n${token}`)

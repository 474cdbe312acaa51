const PREFIX = 'csn_pt_'

/** A new token and what the server is told of it. The value is made here and stays here until it is used: the server keeps the hash alone. */
export async function makeToken(): Promise<{ token: string; token_hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const token = `${PREFIX}${btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}`
  const hashed = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`countersign-token-v1\n${token}`))
  return { token, token_hash: [...new Uint8Array(hashed)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

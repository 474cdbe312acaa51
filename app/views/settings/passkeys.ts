import { listPasskeys } from '@/lib/identity/passkey-store'
import type { Actor, AuthMethod } from '@/schemas/actor'
import type { PasskeysView } from '@/schemas/sign-in-view'

const SIGNED_IN: Record<AuthMethod, string> = {
  local: 'You chose your name on this machine: local sign-in, name not proven.',
  oidc: 'Your identity provider recognised you.',
  token: 'You use a token.',
}

export async function passkeysView(actor: Actor): Promise<PasskeysView> {
  return {
    passkeys: await listPasskeys(actor.tenant_id, actor.id),
    is_stepped_up: actor.auth?.is_stepped_up ?? false,
    signed_in: SIGNED_IN[actor.auth?.method ?? 'local'],
  }
}

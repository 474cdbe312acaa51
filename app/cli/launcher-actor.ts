import type { Actor } from '@/schemas/actor'

/** The launcher and the command line where nobody in person acts: what they set up is on the record, too. */
export const launcherActor = (tenant_id: string): Actor => ({
  kind: 'system',
  id: 'launcher',
  name: 'Countersign launcher',
  roles: [],
  tenant_id,
  surface: 'system',
})

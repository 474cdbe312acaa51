import { templateNames } from '@/lib/cases/template-names'
import { likeliest } from '@/lib/kernel/alikeness'
import { Fault } from '@/lib/kernel/errors'
import type { TenantSettings } from '@/schemas/tenant'

type Named = 'allowed_accounts' | 'auto_templates' | 'denied_templates' | 'guard_tags'
type Lists = { [K in Named]?: readonly string[] | null | undefined }

const template = (name: string): string | null => {
  const known = templateNames()
  if (known.includes(name)) return null
  const meant = likeliest(name, known)
  return `there is no action "${name}". ${meant === null ? `It is one of ${known.join(', ')}` : `Did you mean ${meant}?`}`
}

/** What is wrong with a name, and what to write instead; null where nothing is. */
const FAULTS: Record<Named, (name: string) => string | null> = {
  auto_templates: template,
  denied_templates: template,
  allowed_accounts: (id) => (/^\d{12}$/.test(id) ? null : `"${id}" is no account id. Give its twelve digits, without hyphens`),
  // The letters of a key of a tag: docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html. "=" is left out, because whoever writes it
  // gives a value.
  guard_tags: (key) => {
    if (key.includes('=')) return `"${key}" has a value. Give the key alone: any value of it keeps hands off`
    if (key !== key.trim()) return `"${key}" begins or ends with a space, which no tag does. Give the key as it is on the resource`
    return /^[\p{L}\p{N} _.:/+\-@]+$/u.test(key) ? null : `"${key}" is no key of a tag. It has letters, digits, spaces and _ . : / + - @`
  },
}

/**
 * Names that nothing has would change nothing, and nobody would notice: an action that is to be denied would run. Only what is added is looked at, so that what
 * was kept by an older version stays and can be saved again. Throws Fault `validation_failed`.
 */
export function requireKnownNames(given: Lists, kept: TenantSettings): void {
  for (const name of Object.keys(FAULTS) as Named[]) {
    const added = (given[name] ?? []).filter((value) => !(kept[name] ?? []).includes(value))
    for (const value of added) {
      const fault = FAULTS[name](value)
      if (fault === null) continue
      const field = `params.settings.${name}`
      throw new Fault('validation_failed', `${field}: ${fault}`, { code: 'PARAMS', field, value })
    }
  }
}

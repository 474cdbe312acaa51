import type { Tenant } from '@/schemas/tenant'

/** The settings that the page lets an administrator change, in the order in which they stand there. */
export const EDITABLE_SETTINGS = [
  { field: 'accounts', label: 'Accounts', note: 'Each with its role for reading, its role for changes, and the team that answers for it.' },
  {
    field: 'connectors',
    label: 'Connectors',
    note: 'Each on its own; removing one disconnects it. Secrets are named, never entered here.',
  },
  { field: 'allowed_accounts', label: 'Accounts in which plans may be carried out', note: 'A plan with a target elsewhere is denied.' },
  { field: 'max_targets', label: 'Maximum resources per plan', note: 'By environment. Never more than what every tenant starts with.' },
  { field: 'mutations_per_day', label: 'Maximum changes per day (UTC)', note: 'By environment. Never more than what every tenant starts with.' },
  {
    field: 'share_per_day_pct',
    label: 'Maximum share of one kind per account and day (UTC), in percent',
    note: 'By environment. 25 at most in production, 50 in stage; 100 is no limit. One resource a day may always be changed.',
  },
  { field: 'auto_templates', label: 'Actions that may run without a person', note: 'Only while their risk is low, and only in the last mode.' },
  { field: 'denied_templates', label: 'Actions that are never carried out here', note: 'Their permissions leave the policy to paste.' },
  { field: 'guard_tags', label: 'Protective tags', note: 'In addition to do-not-modify, manual-only, legal-hold and pci.' },
  { field: 'least_level', label: 'Minimum approval by environment', note: 'Whatever the risk. Policy may ask for more, never for less.' },
  {
    field: 'business_hours',
    label: 'Hours in which a veto window counts down',
    note: 'In the time zone of the tenant, within one day: the end lies after the start. Plans propose to run machines in them, with two hours of room.',
  },
  {
    field: 'change_window',
    label: 'Hours in which low risk may run at once',
    note: 'In the time zone of the tenant, within one day: the end lies after the start, 24 at the latest. Outside them a plan scores ten points more of risk.',
  },
  {
    field: 'fiscal_year_starts_in_month',
    label: 'Fiscal year starts in',
    note: 'For questions such as “cost in FY26” or “last fiscal quarter”. A fiscal year is named after the year in which it ends.',
  },
  {
    field: 'severity_cuts_per_day',
    label: 'Severity of a rise by its amount',
    note: 'Per day above what is expected. Shares of a usual day, drifts, budgets and regions may still make a case more severe. Cases are judged by it from their next look at the bill on.',
  },
  {
    field: 'allowed_regions',
    label: 'Regions in which anything is meant to run',
    note: 'A rise of 50 a day or more in another region is critical, because it may be theft. It holds from the next look at the bill on.',
  },
] as const satisfies readonly { field: keyof Tenant['settings']; label: string; note: string }[]

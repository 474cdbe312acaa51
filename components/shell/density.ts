'use client'

const isCompact = (): boolean => document.documentElement.dataset['density'] === 'compact'

/** Rows of 56 or 44 px; remembered in this browser. */
export function toggleDensity(): boolean {
  const compact = !isCompact()
  if (compact) document.documentElement.dataset['density'] = 'compact'
  else delete document.documentElement.dataset['density']
  localStorage.setItem('countersign.density', compact ? 'compact' : 'comfortable')
  return compact
}

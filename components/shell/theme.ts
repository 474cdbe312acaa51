'use client'

const isDark = (): boolean => {
  const { classList } = document.documentElement
  return classList.contains('dark') || (!classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** The other theme; remembered in this browser. */
export function toggleTheme(): void {
  const next = isDark() ? 'light' : 'dark'
  document.documentElement.classList.remove('light', 'dark')
  document.documentElement.classList.add(next)
  localStorage.setItem('countersign.theme', next)
}

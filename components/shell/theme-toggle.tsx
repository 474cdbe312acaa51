'use client'
import { MoonIcon, SunIcon } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button'

const isDark = () => {
  const { classList } = document.documentElement
  return classList.contains('dark') || (!classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches)
}

export function ThemeToggle() {
  const toggle = () => {
    const next = isDark() ? 'light' : 'dark'
    document.documentElement.classList.remove('light', 'dark')
    document.documentElement.classList.add(next)
    localStorage.setItem('countersign.theme', next)
  }
  return (
    <button type="button" onClick={toggle} aria-label="Light or dark" title="Light or dark" className={buttonStyle({ variant: 'quiet', size: 'icon' })}>
      <SunIcon aria-hidden="true" className="[.dark_&]:hidden" />
      <MoonIcon aria-hidden="true" className="hidden [.dark_&]:block" />
    </button>
  )
}

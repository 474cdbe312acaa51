'use client'
import { MoonIcon, SunIcon } from 'lucide-react'
import { toggleTheme } from '@/components/shell/theme'
import { buttonStyle } from '@/components/ui/button'

export const ThemeToggle = () => (
  <button type="button" onClick={toggleTheme} aria-label="Light or dark" title="Light or dark" className={buttonStyle({ variant: 'quiet', size: 'icon' })}>
    <SunIcon aria-hidden="true" className="[.dark_&]:hidden" />
    <MoonIcon aria-hidden="true" className="hidden [.dark_&]:block" />
  </button>
)

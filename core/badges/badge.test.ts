import { describe, expect, it } from 'vitest'
import type { Badge } from '../setup/schema'
import { badgeFor } from './badge'

const aBadge = (code: string, categories: string[]): Badge => ({
  code,
  name: { id: code, en: code },
  categories,
  widthMm: 90,
  heightMm: 55,
  showInstitution: true,
  showCode: true,
})

describe('the badge of a category', () => {
  const all = aBadge('all', [])
  const vip = aBadge('vip', ['vip'])

  it('is the one that names it, wherever it stands', () => {
    expect(badgeFor({ badges: [all, vip] }, 'vip')).toBe(vip)
    expect(badgeFor({ badges: [vip, all] }, 'umum')).toBe(all)
  })

  it('is none where no template is meant for it', () => {
    expect(badgeFor({ badges: [vip] }, 'umum')).toBeNull()
    expect(badgeFor({ badges: [] }, 'umum')).toBeNull()
  })
})

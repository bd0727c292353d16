import { describe, expect, it } from 'vitest'
import { inTree } from './tree'

const place = (id: string, parent_id: string | null, kind: 'estate' | 'building', code = id) => ({
  id,
  parent_id,
  kind,
  code,
  names: {},
})
const fact = (place_id: string, place_code = place_id, place_kind: 'building' | 'unit' = 'building') => ({
  place_id,
  place_code,
  place_kind,
  place_names: {},
})

describe('the tree of places', () => {
  it('lists towers by number under their estate, with how much is written down', () => {
    const rows = inTree(
      [place('e', null, 'estate', 'EBG'), place('t10', 'e', 'building', '10'), place('t2', 'e', 'building', '2')],
      [fact('t2'), fact('t2'), fact('e')],
    )
    expect(rows.map(({ code, depth, facts }) => [code, depth, facts])).toEqual([
      ['EBG', 0, 1],
      ['2', 1, 2],
      ['10', 1, 0],
    ])
  })

  it('shows a flat only where something is written down for it', () => {
    const rows = inTree(
      [place('e', null, 'estate', 'EBG'), place('t3', 'e', 'building', '3')],
      [fact('flat', '3-12-B', 'unit'), fact('far', 'X-1', 'unit')],
    )
    expect(rows.map(({ code, depth }) => [code, depth])).toEqual([
      ['EBG', 0],
      ['3', 1],
      ['3-12-B', 2],
      ['X-1', 2],
    ])
  })
})

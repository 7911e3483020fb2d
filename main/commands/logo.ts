import type { SetupAnswer } from '../../core/contract/setup'
import { err, type Result } from '../../core/result/result'
import { logoProblem, type LogoProblem } from '../../core/setup/logo'
import type { FairFolder } from '../folder/fair-folder'
import { changeSetup, type Change } from './change-setup'
import { logoOf } from './picture'

/** Gives the fair another logo; null: none, and the screens show Pendopo's own sign again. */
export function setLogo(
  folder: FairFolder,
  png: Uint8Array | null,
  change: Change,
): Result<SetupAnswer, LogoProblem | 'no_fair'> {
  const brand = folder.checkin.fair()?.setup.brand
  if (brand === undefined) return err('no_fair')
  const problem = png === null ? null : logoProblem(png)
  if (problem !== null) return err(problem)
  const logo = png === null ? null : logoOf(png)
  const look = ({ color }: { color: string }, sha256: string | undefined) => ({
    brand: sha256 === undefined ? { color } : { color, logo: sha256 },
  })
  const [value, seen] = [look(brand, logo?.sha256), look(brand, brand.logo)]
  return changeSetup(folder, { do: 'block', block: 'look', value, seen }, { ...change, logo })
}

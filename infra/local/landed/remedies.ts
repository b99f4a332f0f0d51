/** What to do about a file that is set aside. */
export const BRING_BACK =
  'Bring the whole file back from where it was copied, or move it out of the lake and send its events again';
export const MOVE_AWAY = 'Move it out of the lake; `lifecycle import` takes events from any folder';
export const LET_READ = 'Give this user the right to read it, or mend the disk';

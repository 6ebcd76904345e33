/* What a person does in Thunderbird, as functions that take and return plain data (Marionette's chrome context). */

import { accounts } from "./accounts.sys.mjs";
import { addon } from "./addon.sys.mjs";
import { reading } from "./reading.sys.mjs";
import { windows } from "./windows.sys.mjs";
import { writing } from "./writing.sys.mjs";

export const rig = { ...windows, ...accounts, ...writing, ...reading, ...addon };

/** Injection token of the validated Settings. */
export const SETTINGS = Symbol('settings');
/** Injection token of the absolute path of the `config` folder. */
export const CONFIG_DIR = Symbol('config-dir');

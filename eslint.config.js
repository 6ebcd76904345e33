import js from "@eslint/js";
import globals from "globals";

const thunderbird = { messenger: "readonly" };

export default [
  { ignores: ["node_modules/", "dist/", "build/", ".venv/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "consistent-return": "error",
      "eqeqeq": "error",
      "no-await-in-loop": "off",
      "no-control-regex": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "complexity": ["error", 12],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      "max-len": ["error", { code: 120, ignoreUrls: true }],
    },
  },
  {
    files: ["extension/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text from a mail is shown by textContent alone." },
        { property: "outerHTML", message: "Text from a mail is shown by textContent alone." },
      ],
      "no-restricted-globals": [
        "error",
        { name: "messenger", message: "Thunderbird's interface is named in extension/adapter/ alone." },
        { name: "browser", message: "Thunderbird's interface is named in extension/adapter/ alone." },
      ],
    },
  },
  {
    files: ["extension/adapter/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...thunderbird } },
    rules: { "no-restricted-globals": ["error", "browser"] },
  },
  {
    files: ["tests/extension/**/*.js", "*.js"],
    languageOptions: { globals: globals.node },
    rules: { "max-lines-per-function": "off" },
  },
];

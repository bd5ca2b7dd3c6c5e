"""Prints the JSON schemas of an engine's artifacts, as its own classes generate them: {"manifest": …, …}.

Run by the Python of a dbt environment. A class that a version does not have is left out.
"""

import json
from importlib import import_module

CLASSES = {
    "manifest": ("dbt.artifacts.schemas.manifest", "WritableManifest"),
    "run_results": ("dbt.artifacts.schemas.run", "RunResultsArtifact"),
    "catalog": ("dbt.artifacts.schemas.catalog", "CatalogArtifact"),
    "sources": ("dbt.artifacts.schemas.freshness", "FreshnessExecutionResultArtifact"),
}


def schemas():
    for name, (module, cls) in CLASSES.items():
        try:
            yield name, getattr(import_module(module), cls).json_schema()
        except (ImportError, AttributeError):
            continue


if __name__ == "__main__":
    print(json.dumps(dict(schemas())))

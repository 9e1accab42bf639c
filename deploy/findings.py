"""What deploy/doctor finds, printed as it is found."""


class Findings:
    """Prints each finding at once; `bad` counts those that would make a deployment fail."""

    def __init__(self) -> None:
        self.bad = 0

    def add(self, good: bool, text: str) -> bool:
        self.bad += not good
        print(f"{'ok' if good else 'NO':>3}  {text}")
        return good

    def note(self, text: str) -> None:
        """Something to know that makes no deployment fail."""
        print(f"  !  {text}")

"""RefDesk: an offline, encrypted desk for clinics that live from referrals."""

__version__ = "0.1.0"
